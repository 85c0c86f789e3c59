"""The sheet that says where a number comes from."""
