"""Reads and checks playbooks: what a support desk knows, says and may do."""
