"""What one would pick instead, each with the same call: articles in, what was found and the seconds of a pass out.

A peer is a function of the articles (`id`, `text`, `title`, `published`) that gives what it found in each, in the
record's form as far as it has it, and the seconds of its fastest pass over all, without start-up. Peers run in
processes of their own, some with an interpreter of their own; modules here import the package only where they need it.
"""
