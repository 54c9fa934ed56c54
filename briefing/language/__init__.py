"""What is known about written language, shared by the stages: words, sentences, dates, numbers, names, places."""
