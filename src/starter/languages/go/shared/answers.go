{{#linked}}
// pick takes a value out of an answer, to use it in the next request.
func pick(answer any, names ...string) string {
	value := answer
	for _, name := range names {
		members, _ := value.(map[string]any)
		value = members[name]
	}
	switch value.(type) {
	case nil, map[string]any, []any:
		stop("The answer holds no %s: %v", strings.Join(names, "."), answer)
	}
	return fmt.Sprint(value)
}

{{/linked}}
{{#picture}}
// savePicture saves a picture that came as a data: address.
func savePicture(answer any, name string) {
	members, _ := answer.(map[string]any)
	address, _ := members[name].(string)
	_, encoded, _ := strings.Cut(address, ",")
	picture, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(picture) == 0 {
		stop("The answer holds no picture in %s.", name)
	}
	if err := os.WriteFile("qr.png", picture, 0o600); err != nil {
		stop("The picture was not saved: %v", err)
	}
	fmt.Println("Saved qr.png")
}

{{/picture}}
