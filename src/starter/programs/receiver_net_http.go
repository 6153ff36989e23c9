// {{title}}
package main

import (
	"bytes"
	"crypto/subtle"
{{#picture}}
	"encoding/base64"
{{/picture}}
	"encoding/json"
{{#calls}}
	"errors"
{{/calls}}
	"fmt"
	"io"
	"log"
	"net/http"
{{#calls}}
	"net/url"
{{/calls}}
	"os"
{{#calls}}
	"strconv"
	"strings"
{{/calls}}
	"time"
	"unicode/utf8"
)

{{#calls}}
// Credentials come from the environment, so that none stands in this file.
var (
	accessToken = setting("WAWP_ACCESS_TOKEN")
{{#instance}}
	instanceID  = setting("WAWP_INSTANCE_ID")
{{/instance}}
	baseURL     = serverURL()
)

{{/calls}}
// queue holds the events that wait for their turn.
var queue = make(chan map[string]any, 1000)

func main() {
	go handleAll()
	http.HandleFunc("/webhook", receive)
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	log.Printf("Waiting for events at port %s, path /webhook", port)
	server := &http.Server{Addr: ":" + port, ReadTimeout: 30 * time.Second}
	log.Fatal(server.ListenAndServe())
}

// receive takes one delivery and answers at once.
func receive(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "only POST", http.StatusMethodNotAllowed)
		return
	}
	// Events carry no signature: a secret in their address (/webhook?secret=...) shows who sent them.
	secret := os.Getenv("WAWP_WEBHOOK_SECRET")
	given := r.URL.Query().Get("secret")
	if secret != "" && subtle.ConstantTimeCompare([]byte(given), []byte(secret)) != 1 {
		http.Error(w, "wrong secret", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	event, ok := decode(body).(map[string]any)
	if err != nil || !utf8.Valid(body) || !ok {
		http.Error(w, "not a JSON object of at most 1 MB", http.StatusBadRequest)
		return
	}
	select {
	case queue <- event:
	default:
		// Too many wait already. The gateway delivers again what was not taken.
		http.Error(w, "busy", http.StatusServiceUnavailable)
	}
}

// handleAll handles the events, one after another.
func handleAll() {
	for event := range queue {
		handle(event)
	}
}

// handle does what is to be done at an event.
func handle(event map[string]any) {
	name, _ := event["event"].(string)
{{#some}}
	wanted := {{is_wanted}}
	if !wanted {
		return
	}
{{/some}}
{{#calls}}
	if isKnown(event) {
		return
	}
	defer func() {
		// What goes wrong with one event does not end the program.
		if reason := recover(); reason != nil {
			log.Println(reason)
		}
	}()
{{/calls}}
	{{fields}}
	payload := event["payload"]
	show(map[string]any{"event": name, "payload": payload})
{{#calls}}
{{#from_me}}
	// Answering own messages would never end.
	if members, ok := payload.(map[string]any); ok && members["fromMe"] == true {
		return
	}
{{/from_me}}

	{{steps}}
{{/calls}}
}

{{#calls}}
var (
	known    = map[string]bool{}
	knownIDs []string
)

// isKnown tells whether an event was delivered before: when in doubt, the gateway delivers again.
// It remembers the last 10,000 events, until the program ends.
func isKnown(event map[string]any) bool {
	id, _ := event["id"].(string)
	if id == "" {
		return false
	}
	if known[id] {
		return true
	}
	known[id] = true
	knownIDs = append(knownIDs, id)
	if len(knownIDs) > 10_000 {
		delete(known, knownIDs[0])
		knownIDs = knownIDs[1:]
	}
	return false
}

// setting reads a setting from the environment.
func setting(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("Set the environment variable %s first.", name)
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

// stop ends the handling of an event: handle catches it.
func stop(format string, values ...any) {
	panic(fmt.Sprintf(format, values...))
}

var client = &http.Client{
	Timeout: 30 * time.Second,
	// No redirect is followed: the token is for this server alone.
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// call makes one request and returns the answer. It ends the handling of the event if the request is refused.
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

{{/calls}}
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
// show prints a value in one line.
func show(value any) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		log.Println(err)
		return
	}
	fmt.Print(line.String())
}
