{{#token|instance}}
// setting reads a setting from the environment.
func setting(name string) string {
	value := os.Getenv(name)
	if value == "" {
		{{fails}}("Set the environment variable %s first.", name)
	}
	return value
}

{{/token|instance}}
// serverURL is where requests go: {{server_variable}}, if it is set.
func serverURL() string {
	address := os.Getenv("{{server_variable}}")
	if address == "" {
		address = "{{server}}"
	}
	return strings.TrimRight(address, "/")
}
