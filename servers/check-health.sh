#!/usr/bin/env bash
# Asks the server on the port in its argument whether it is well, for a container's health check: exit code 0 or 1.
# In bash, since starting Node would cost more than the answer.

# Even so, Docker needs a fifth of a second to start a process in a container. One that has stood for half a minute is
# asked less often.
read -r uptime _ </proc/uptime
read -ra first_process </proc/1/stat
seconds=$((${uptime%.*} - first_process[21] / $(getconf CLK_TCK)))
[ "$seconds" -lt 30 ] || sleep 15

exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
