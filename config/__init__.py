"""The settings of one stack: each file reads those of one subject, and `stack` all of them."""

from config.stack import StackConfig

__all__ = ["StackConfig"]
