"""Grading. Imports knowledge, never bot."""
