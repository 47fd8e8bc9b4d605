"""What every stage needs of strings: folding, scripts, sentences, dates, numbers."""
