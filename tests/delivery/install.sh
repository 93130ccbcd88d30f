#!/bin/sh
# One test publishes with rsync. Where it can be installed, it is; where it cannot, the test says
# so and is skipped, but in CI, where it may not be.
set -u
command -v rsync >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends rsync >/dev/null
fi
command -v rsync >/dev/null 2>&1 && exit 0
echo "rsync is not installed: its test will be skipped (apt-get install rsync)" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
