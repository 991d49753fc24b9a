"""Documents to read: HTML, EPUB, DOCX, PPTX, PDF. Each module has a READER."""
