"""What a status code is called when nobody says otherwise."""

from http import HTTPStatus

PHRASES = {status.value: status.phrase for status in HTTPStatus}
