// setting reads a setting from the environment.
func setting(name string) string {
	value := os.Getenv(name)
	if value == "" {
		{{fails}}("Set the environment variable %s first.", name)
	}
	return value
}

// serverURL is where requests go: WAWP_BASE_URL, if it is set.
func serverURL() string {
	address := os.Getenv("WAWP_BASE_URL")
	if address == "" {
		address = "{{server}}"
	}
	return strings.TrimRight(address, "/")
}
