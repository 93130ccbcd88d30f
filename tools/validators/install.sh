#!/bin/sh
# The validators are programs of Node and Java. Where these can be installed, they are; where they
# cannot, this says so, and tools/validate.py tells which checks did not run.
set -u
cd "$(dirname "$0")"
missing() {
    for one in node npm java xmllint chromium; do
        command -v "$one" >/dev/null 2>&1 || echo "$one"
    done
}
package() {
    case "$1" in
        node) echo nodejs ;;
        java) echo default-jre-headless ;;
        xmllint) echo libxml2-utils ;;
        *) echo "$1" ;;
    esac
}
wanted=$(for one in $(missing); do package "$one"; done)
if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # shellcheck disable=SC2086 # one word for each package
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted >/dev/null
fi
# No script of a package runs: none is needed, and some fetch a browser.
if command -v npm >/dev/null 2>&1 && ! cmp -s package-lock.json node_modules/installed; then
    PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent --ignore-scripts --no-audit --no-fund &&
        cp package-lock.json node_modules/installed
fi
left=$(missing)
test -f node_modules/installed || left="$left npm-packages"
test -z "$left" && exit 0
echo "NOT INSTALLED, and not checked with:" $left >&2
[ "${CI:-}" = true ] && exit 1
exit 0
