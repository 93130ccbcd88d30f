#!/bin/sh
# The whole suite in two halves that take about as long, one on each processor. What is said of
# the half that stands here is shown when the other has ended.
#     sh tests/run.sh PYTHON
set -u
# Every build of a test would compile what a checkout brings, where Python may not keep it.
"$1" -m compileall -q generator
apart="tests/abroad tests/browser tests/delivery tests/test_incremental.py"
log=$(mktemp)
"$1" -m pytest $apart >"$log" 2>&1 &
other=$!
trap 'kill $other; rm -f "$log"; exit 130' INT TERM
"$1" -m pytest $(printf -- ' --ignore=%s' $apart)
one=$?
wait $other
two=$?
cat "$log"
rm -f "$log"
[ $one = 0 ] && [ $two = 0 ]
