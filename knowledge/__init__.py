"""The question bank: data, and the frozen models that describe it. Imports nothing of ours."""
