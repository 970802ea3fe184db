"""Types that API Management adds to .NET's."""
