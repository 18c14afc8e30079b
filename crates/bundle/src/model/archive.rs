//! The table of contents of an archive: which files hold the items that the bundle does not. Opens none of them and does not know
//! what is in them.

/// Where the items of a large bundle are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// The parts, the base first; at most 64, with 2^31 items together.
    pub parts: Vec<Part>,
}

/// Items that were filed together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// How many items it holds.
    pub items: u32,
    /// Its files by what they are for, in the order written; names are unique, at most 64.
    pub shelves: Vec<Shelf>,
}

/// Files of one purpose, numbered from 0 through all folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// What the files are for, such as `cards`.
    pub name: String,
    /// The folders, each but the last one full; at most 4,096.
    pub folders: Vec<Folder>,
}

/// A folder of numbered files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folder {
    /// The Merkle root over its files, after which it is named.
    pub root: [u8; 16],
    /// How many files it holds, from 1 to [`Folder::FULL`].
    pub files: u32,
}

impl Archive {
    /// How many items the files of all parts hold, those that are gone included.
    pub fn items(&self) -> u32 {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.items))
    }
}

impl Part {
    /// The shelf of this name.
    pub fn shelf(&self, name: &str) -> Option<&Shelf> {
        self.shelves.iter().find(|shelf| shelf.name == name)
    }
}

impl Shelf {
    /// How many files there are in all folders.
    pub fn files(&self) -> u32 {
        self.folders.iter().fold(0, |sum, folder| sum.saturating_add(folder.files))
    }
}

impl Folder {
    /// Files in a full folder.
    pub const FULL: u32 = 4_096;

    /// The name of the folder: its root in 32 hexadecimal digits, lower case.
    pub fn name(&self) -> String {
        let digits = self.root.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])).collect()
    }

    /// The folder of this name with so many files; `None` if the name is not 32 hexadecimal digits in lower case.
    pub fn named(name: &str, files: u32) -> Option<Self> {
        let digits: &[u8; 32] = name.as_bytes().try_into().ok()?;
        let mut root = [0; 16];
        for (byte, pair) in root.iter_mut().zip(digits.chunks_exact(2)) {
            for digit in pair {
                let value = match digit {
                    b'0'..=b'9' => digit - b'0',
                    b'a'..=b'f' => digit - b'a' + 10,
                    _ => return None,
                };
                *byte = *byte << 4 | value;
            }
        }
        Some(Self { root, files })
    }
}

#[cfg(test)]
mod tests {
    use super::Folder;

    #[test]
    fn names_are_roots() {
        let name = "00ff10a5000000000000000000000001";
        let folder = Folder::named(name, 3).unwrap();
        assert_eq!((folder.root[..4].to_vec(), folder.root[15], folder.files), (vec![0, 255, 16, 165], 1, 3));
        assert_eq!(folder.name(), name);
        for wrong in
            ["", "0", &name[1..], &format!("{name}0"), &name.replace('f', "F"), &name.replace('f', "g"), &name.replacen("00", "é", 1)]
        {
            assert_eq!(Folder::named(wrong, 3), None, "{wrong}");
        }
    }
}
