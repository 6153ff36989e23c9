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
{{> settings.go}}

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

{{> setting.go fails=log.Fatalf}}

// stop ends the handling of an event: handle catches it.
func stop(format string, values ...any) {
	panic(fmt.Sprintf(format, values...))
}

{{> call.go}}

{{/calls}}
{{> decode.go}}

{{> answers.go}}
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
