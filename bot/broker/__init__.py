"""Grading on other machines: jobs go over RabbitMQ to workers, and reports come back."""
