//! Questions about files and chains of backups.

super::readings! {
    files: FileReadings, "The readings about files and chains of backups.";

    incremental_base: IncrementalBase = "C-047",
        "Since which backup does an incremental one hold the changes?" {
        default FullOrIncremental = "full-or-incremental", Documented, "desktop-src/VSS/vss-backup-state",
            "The last full or incremental one.";
        DifferentialToo = "differential-too", Documented, "desktop-src/VSS/vssgloss-i",
            "The last full, incremental or differential one.";
    }
}
