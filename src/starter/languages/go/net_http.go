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

{{> settings.go}}

func main() {
	{{steps}}
}

{{> setting.go fails=stop}}

// stop says what is wrong and ends the program.
func stop(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

{{> call.go}}

{{> answers.go}}
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
{{> decode.go}}
