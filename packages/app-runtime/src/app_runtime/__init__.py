"""Runs a Python app's folder as Azure does: an environment, settings and a process of its own."""

from app_runtime.environments.environment import AppEnvironment, make_environment
from app_runtime.errors import AppError
from app_runtime.functions.inquiry import describe
from app_runtime.functions.sdk import function_environment

__all__ = ["AppEnvironment", "AppError", "describe", "function_environment", "make_environment"]
