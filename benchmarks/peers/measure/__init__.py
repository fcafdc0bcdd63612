"""Measures whatif beside its peers; run.py is the way in."""
