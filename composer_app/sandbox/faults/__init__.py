"""Misbehaviour on demand: what a careful client must be ready for, and a well-behaved server never shows."""
