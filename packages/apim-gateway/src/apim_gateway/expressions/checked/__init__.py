"""Static types, and the register of .NET types that they are looked up in."""
