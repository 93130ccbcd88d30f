#!/bin/sh
# tests/test_nginx.py reads papers through Debian's nginx while they are published. Where it can
# be installed, it is; where it cannot, the test says so and is skipped, but in CI, where it may
# not be.
set -u
PATH="$PATH:/usr/sbin"
command -v nginx >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # Only the program is wanted: no server is to start here by itself.
    export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
fi
command -v nginx >/dev/null 2>&1 && exit 0
echo "nginx is not installed: its test will be skipped (apt-get install nginx-light)" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
