# shellcheck shell=bash
debian ruby ruby
ruby --version
