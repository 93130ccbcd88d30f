#!/bin/sh
# Browser tests read pages in Debian's Chromium. Where it can be installed, it is; where it
# cannot, the tests say so and are skipped, but in CI, where they may not be.
set -u
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
command -v chromium >/dev/null 2>&1 && exit 0
echo "chromium is not installed: browser tests will be skipped (apt-get install chromium)" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
