//! What every store does, whatever is behind it. A store takes the whole contract by
//! `contract_tests!(fresh)`, where `fresh()` makes an empty store and answers how to open it, as
//! often as wanted.

mod bases;
mod layers;
mod own;
mod readers;
mod rows;
mod versions;

pub(crate) use bases::*;
pub(crate) use layers::*;
pub(crate) use own::*;
pub(crate) use readers::*;
pub(crate) use rows::*;
pub(crate) use versions::*;

use store::Store;

/// Opens one and the same store.
pub(crate) type Open = Box<dyn Fn() -> Box<dyn Store>>;

/// One test for each behaviour.
macro_rules! contract_tests {
    ($fresh:expr) => {
        contract_tests! { $fresh;
            an_empty_store_holds_nothing,
            a_dataset_comes_back_as_it_was,
            records_of_any_content_come_back,
            a_layer_needs_no_base,
            another_base_leaves_the_layers,
            grounds_said_in_faces_follow_their_keys_to_another_base,
            a_base_that_lacks_a_face_of_a_layer_is_refused,
            a_base_that_contradicts_itself_is_refused,
            a_layer_takes_the_place_of_the_one_with_its_key,
            a_removed_layer_is_gone_and_only_that_one,
            a_layer_that_breaks_its_promises_is_refused,
            the_last_change_of_a_part_wins,
            one_refused_change_undoes_all,
            own_territories_are_kept_with_their_ground,
            own_territories_are_changed_by_their_key_alone,
            own_territories_outlive_the_base,
            a_reader_sees_the_old_data_until_the_write_is_done,
            a_write_is_seen_by_every_open_store,
            a_store_moves_to_another_thread,
            progress_counts_each_step_to_its_end,
            the_same_data_has_the_same_version,
            different_data_has_another_version,
            the_version_comes_with_the_data,
            the_version_of_known_data_is_known,
            rows_come_back_source_by_source,
            rows_of_a_source_take_the_place_of_those_before,
            rows_and_territories_leave_each_other,
        }
    };
    ($fresh:expr; $($behaviour:ident,)*) => {
        $(#[test] fn $behaviour() { contract::$behaviour(&$fresh); })*
    };
}
pub(crate) use contract_tests;
