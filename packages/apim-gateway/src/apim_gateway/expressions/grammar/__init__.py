"""From C# nodes to closures, a file to a family of nodes."""
