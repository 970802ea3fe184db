"""What a branch changes in resources, bill and security, told without a cloud."""
