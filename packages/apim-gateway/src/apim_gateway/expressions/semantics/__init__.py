"""What C# does with values, without types."""
