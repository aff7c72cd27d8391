"""What is drawn, line by line, as plain models: which characters, which look, what stands where. No widget."""
