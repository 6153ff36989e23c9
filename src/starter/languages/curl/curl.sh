#!/usr/bin/env bash
# {{title}}
set -euo pipefail

# Says what is wrong and ends the script.
stop() {
  printf '%s\n' "$1" >&2
  exit 1
}

{{#token|instance}}
# Reads a credential from the environment, so that none stands in this file.
setting() {
  local value=${!1-}
  [[ -n $value ]] || stop "Set the environment variable $1 first."
  # The JSON text that the value stands in would end there.
  [[ $value != *[[:cntrl:]\"\\]* ]] ||
    stop "$1 holds a quotation mark, a backslash or a control character."
  printf '%s' "$value"
}

{{/token|instance}}
{{#token}}
ACCESS_TOKEN=$(setting {{token_variable}})
{{/token}}
{{#instance}}
INSTANCE_ID=$(setting {{session_variable}})
{{/instance}}
BASE_URL=${{{server_variable}}:-{{server}}}
while [[ $BASE_URL == */ ]]; do BASE_URL=${BASE_URL%/}; done
{{#linked|picture}}
command -v jq >/dev/null || stop 'Install jq first: this script reads answers with it.'
{{/linked|picture}}
# Takes in what each answer holds, and goes when the script ends.
FOLDER=$(mktemp -d)
trap 'rm -rf "$FOLDER"' EXIT

# Makes one request and prints the answer; ends the script if it is refused.
# Its arguments: method, path, JSON body{{form|, form}} or '', further options of curl.
call() {
  local method=$1 path=$2 body=$3 attempt status wait reason
  shift 3
{{^form}}
  if [[ -n $body ]]; then
    set -- --header 'content-type: application/json' --data-binary @- "$@"
  fi
{{/form}}
{{#form}}
  # Only JSON begins with a brace.
  if [[ $body == \{* ]]; then
    set -- --header 'content-type: application/json' --data-binary @- "$@"
  elif [[ -n $body ]]; then
    set -- --header 'content-type: application/x-www-form-urlencoded' --data-binary @- "$@"
  fi
{{/form}}
  for attempt in 1 2 3 4; do
    : >"$FOLDER/answer"
    # Other users of this computer can see arguments, so neither the token nor the
    # body is one. If there is no answer, the gateway may still have taken it: sending
    # it again could do it twice.
    status=$(
      printf '%s' "$body" | curl --disable --silent --show-error --globoff \
        --max-time 30 --request "$method" \
{{#headers}}
        --header @<(printf '%s\n' {{headers}}) \
{{/headers}}
{{#token_query}}
        --config <(printf 'url = "%s"\n' "$BASE_URL$path") \
{{/token_query}}
        --dump-header "$FOLDER/headers" --output "$FOLDER/answer" \
        --write-out '%{http_code}' "$@"{{^token_query| "$BASE_URL$path"}}
    ) || stop 'No answer. Look whether it was done before you try again.'
    [[ $status == 429 && $attempt -lt 4 ]] || break
    # Too many requests: this one was not taken, so it is safe to wait and ask again.
    wait=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,\}\)[[:space:]]*$/\1/p' \
      "$FOLDER/headers" | tail -n 1)
    wait=${wait:-5}
    if ((${#wait} > 2 || 10#$wait > 60)); then wait=60; fi
    sleep "$wait"
  done
  if [[ $status != 2?? ]]; then
{{#token_query}}
    # What is said holds no token.
    path=${path%%\?*}
{{/token_query}}
    reason=$(jq -er 'select(.code) | "\(.code) \(.message // "")"' "$FOLDER/answer" \
      2>/dev/null) || reason=$(<"$FOLDER/answer")
    stop "$method $path was refused with status $status: $reason"
  fi
  cat "$FOLDER/answer"
}

{{#token_query|query_beside_body|form}}
# Writes a text so that it can stand in a query{{form| or a form}}, byte by byte.
encoded() {
  local LC_ALL=C text=$1 at byte
  for ((at = 0; at < ${#text}; at++)); do
    byte=${text:at:1}
    if [[ $byte != [a-zA-Z0-9._~-] ]]; then
      printf -v byte '%d' "'$byte"
      printf -v byte '%%%02X' $((byte & 255))
    fi
    printf '%s' "$byte"
  done
}

{{/token_query|query_beside_body|form}}
{{#show}}
# Prints an answer, on lines of its own where jq is installed.
show() {
  local readable
  readable=$(jq . <<<"$1" 2>/dev/null) || readable=$1
  printf '%s\n' "$readable"
}

{{/show}}
{{#linked|picture}}
# Takes a text out of an answer; its arguments: the answer, and where in it.
pick() {
  local text
  # Some versions of jq find nothing in an empty answer and call that a success.
  text=$(jq -er "$2 | strings, numbers | tostring | select(. != \"\")" <<<"$1" 2>/dev/null) || text=''
  if [[ -z $text ]]; then stop "The answer holds no $2: $1"; fi
  printf '%s\n' "$text"
}

{{/linked|picture}}
{{#linked_json}}
# Writes a text as JSON.
json() {
  jq -n --arg text "$1" '$text'
}

{{/linked_json}}
{{#linked_path}}
# Writes a text so that it can stand as one part of a path.
segment() {
  jq -nr --arg text "$1" '$text | @uri'
}

{{/linked_path}}
{{#picture}}
# Saves a picture that came as a data: address.
save_picture() {
  local picture
  picture=$(pick "$1" "$2")
  printf '%s' "${picture#*,}" | base64 --decode >qr.png
  echo 'Saved qr.png'
}

{{/picture}}
{{#pause}}
# Asks for something and waits for Enter.
pause() {
  printf '%s\n' "$1"
  read -r || true
}

{{/pause}}
{{steps}}
