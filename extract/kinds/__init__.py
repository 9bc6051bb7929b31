"""One module or folder a kind: a lexicon makes an extractor, a document goes in, record items come out."""
