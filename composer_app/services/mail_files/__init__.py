"""Mails in files: HTML with its images, EML, and ZIP, read as the content of a draft."""
