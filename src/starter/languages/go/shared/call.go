var client = &http.Client{
	Timeout: 30 * time.Second,
	// No redirect is followed: the token is for this server alone.
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// call makes one request and returns the answer. It stops if the request is refused.
func call(method, path string, query url.Values, body any) any {
	for attempt := 1; ; attempt++ {
		response, text, err := send(method, path, query, body)
		if err != nil {
			// The gateway may have taken it: sending it again could do it twice.
			stop("No answer (%v). Look whether it was done before you try again.", cause(err))
		}
		status := response.StatusCode
		if status == http.StatusTooManyRequests && attempt < 4 {
			// Too many requests: this one was not taken, so it is safe to wait and ask again.
			time.Sleep(waitTime(response.Header.Get("Retry-After")))
			continue
		}
		if status < 200 || status > 299 {
			reason := string(text)
			var fault struct{ Code, Message string }
			if json.Unmarshal(text, &fault) == nil && fault.Code != "" {
				reason = fault.Code + " " + fault.Message
			}
			stop("%s %s was refused with status %d: %s", method, path, status, reason)
		}
		return decode(text)
	}
}

// send makes one request and reads the whole answer.
func send(method, path string, query url.Values, body any) (*http.Response, []byte, error) {
	address := baseURL + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	var payload bytes.Buffer
{{#form}}
	contentType := "application/json"
	if form, isForm := body.(url.Values); isForm {
		contentType = "application/x-www-form-urlencoded"
		payload.WriteString(form.Encode())
	} else if body != nil {
{{/form}}
{{^form}}
	if body != nil {
{{/form}}
		if err := json.NewEncoder(&payload).Encode(body); err != nil {
			stop("%v", err)
		}
	}
	request, err := http.NewRequest(method, address, &payload)
	if err != nil {
		stop("{{server_variable}} is not an address: %v", cause(err))
	}
{{#headers}}
	{{headers}}
{{/headers}}
{{^form}}
	request.Header.Set("Content-Type", "application/json")
{{/form}}
{{#form}}
	request.Header.Set("Content-Type", contentType)
{{/form}}
	response, err := client.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response, text, err
}

// cause is the error without the address, which is not for everybody's eyes.
func cause(err error) error {
	var failure *url.Error
	if errors.As(err, &failure) {
		return failure.Err
	}
	return err
}

// waitTime reads how long the gateway asks to wait: at most a minute, 5 seconds if it does not say.
func waitTime(header string) time.Duration {
	seconds, err := strconv.ParseUint(header, 10, 64)
	if err != nil {
		seconds = 5
	}
	if seconds > 60 {
		seconds = 60
	}
	return time.Duration(seconds) * time.Second
}
