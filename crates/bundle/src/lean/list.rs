//! Lists made of iterators, and texts made of lists.

/// What iterators can be made into by one small loop. The standard library's `collect` makes room ahead, reuses the memory of what it
/// reads, and has a loop for each way to do so: twice the code, a hundred times over.
pub trait ToList: Iterator + Sized {
    /// All entries in order.
    fn to_list(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        for entry in self {
            list.push(entry);
        }
        list
    }
}

impl<I: Iterator> ToList for I {}

/// Texts one after another, with another text between each two.
pub fn joined<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut out = String::new();
    for (place, text) in texts.iter().enumerate() {
        if place > 0 {
            out.push_str(between);
        }
        out.push_str(text.as_ref());
    }
    out
}
