"""What is looked for: each kind's extractor is made with a lexicon and finds its items in a document."""
