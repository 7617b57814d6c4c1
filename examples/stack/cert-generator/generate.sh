#!/bin/sh
# Makes a certificate for NAME that is good for a day.
set -eu
exec openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj "/CN=${NAME:-localhost}" \
    -keyout /certificates/key.pem -out /certificates/cert.pem
