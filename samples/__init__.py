"""The sample set: an invented development in 常州, drawn by a script, with its mistakes marked by hand."""
