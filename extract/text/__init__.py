"""Text: normalisation with a way back, folding, sentences, numbers. Knows nothing of rules or articles."""
