// decode reads JSON. Not every answer is JSON: one that is not stays text.
func decode(text []byte) any {
	if !json.Valid(text) {
		return string(text)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber() // long numbers stay exact
	var answer any
	if err := decoder.Decode(&answer); err != nil {
		return string(text)
	}
	return answer
}
