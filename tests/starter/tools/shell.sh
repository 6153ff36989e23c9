# shellcheck shell=bash
# curl in a shell script, and what checks one.
debian curl curl
debian jq jq
debian shellcheck shellcheck
echo "$(curl --version | head -n 1 | cut -d ' ' -f 1,2), $(jq --version), shellcheck $(shellcheck --version | sed -n 's/^version: //p')"
