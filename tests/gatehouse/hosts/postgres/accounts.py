"""Accounts that PostgreSQL may run under."""

import os

from gatehouse.hosts.postgres.account import Account

MYSELF = Account("myself", os.geteuid(), os.getegid())
STRANGER = Account("stranger", 54321, 54321)
