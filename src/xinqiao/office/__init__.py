"""What every area uses: promises with dates, and paper."""
