"""The standard reason phrase of each status code."""

from http import HTTPStatus

PHRASES = {status.value: status.phrase for status in HTTPStatus}
