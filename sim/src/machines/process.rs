//! Processes: who calls, and with what right.

/// A process of a machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Process {
    /// Whether it runs as an administrator with the backup privilege; without it, calls give `E_ACCESSDENIED`.
    pub privileged: bool,
    /// Whether its memory is exhausted: an armed fault, by which its calls give `E_OUTOFMEMORY`.
    pub out_of_memory: bool,
}
