//! What the store says, in French. In English it says it itself.

use store::StoreError;

/// The sentence for a user who reads French.
pub(crate) fn french(error: &StoreError) -> String {
    match error {
        StoreError::NotFound { store } => {
            format!("{store} n’existe pas encore : « echelle import base » le crée.")
        }
        StoreError::Blank { store } => {
            format!("{store} est vide : lancez « echelle fetch » puis « echelle import base ».")
        }
        StoreError::NotAStore { store, .. } => {
            format!("{store} n’est pas un fichier d’Échelle ; il n’a pas été touché.")
        }
        StoreError::TooOld { store, found, expected } => format!(
            "{store} a été écrit par une version plus ancienne (schéma {found}, il faut \
             {expected}) : importez dans un nouveau fichier."
        ),
        StoreError::TooNew { store, found, expected } => format!(
            "{store} a été écrit par une version plus récente (schéma {found}, celle-ci connaît \
             {expected}) : mettez le programme à jour."
        ),
        StoreError::Damaged { store, detail } => format!(
            "{store} est abîmé, ou un autre programme l’a modifié ({detail}) : importez de nouveau \
             dans un autre fichier."
        ),
        StoreError::Locked { store } => {
            format!("{store} : un autre programme y écrit ; réessayez quand il aura fini.")
        }
        StoreError::ReadOnly { store } => {
            format!("{store} peut seulement être lu : rien n’a pu y être écrit.")
        }
        StoreError::DiskFull { store } => {
            format!("{store} : le disque est plein ; rien n’a été changé.")
        }
        StoreError::Unreachable { store, detail } => {
            format!("{store} ne peut être ni ouvert, ni lu, ni écrit ({detail}).")
        }
        StoreError::Refused { store, record, reason } => {
            format!("{store} : {record} a été refusé ({reason}) ; rien n’a été changé.")
        }
        StoreError::Database { store, source } => {
            format!("{store} : la base de données a échoué ({source}).")
        }
    }
}
