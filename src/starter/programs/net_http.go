// {{title}}
package main

import (
{{#pause}}
	"bufio"
{{/pause}}
	"bytes"
{{#picture}}
	"encoding/base64"
{{/picture}}
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// Credentials come from the environment, so that none stands in this file.
var (
	accessToken = setting("WAWP_ACCESS_TOKEN")
{{#instance}}
	instanceID  = setting("WAWP_INSTANCE_ID")
{{/instance}}
	baseURL     = serverURL()
)

func main() {
	{{steps}}
}

// setting reads a setting from the environment.
func setting(name string) string {
	value := os.Getenv(name)
	if value == "" {
		stop("Set the environment variable %s first.", name)
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

// stop says what is wrong and ends the program.
func stop(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

var client = &http.Client{
	Timeout: 30 * time.Second,
	// No redirect is followed: the token is for this server alone.
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// call makes one request and returns the answer. It ends the program if the request is refused.
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
	if body != nil {
		if err := json.NewEncoder(&payload).Encode(body); err != nil {
			stop("%v", err)
		}
	}
	request, err := http.NewRequest(method, address, &payload)
	if err != nil {
		stop("WAWP_BASE_URL is not an address: %v", cause(err))
	}
	request.Header.Set("{{token_header}}", accessToken)
	request.Header.Set("Content-Type", "application/json")
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
{{#pause}}
var stdin = bufio.NewReader(os.Stdin)

// pause asks for something and waits for Enter.
func pause(text string) {
	fmt.Println(text)
	// At the end of the input there is nobody to wait for.
	_, _ = stdin.ReadString('\n')
}

{{/pause}}
{{#show}}
// show prints an answer.
func show(answer any) {
	if text, ok := answer.(string); ok {
		fmt.Println(text)
		return
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(answer); err != nil {
		stop("%v", err)
	}
}

{{/show}}
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
