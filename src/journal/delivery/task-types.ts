/** The type of the tasks that bring parts of large values to the server, before the delta that names them. */
export const UPLOAD_PART = 'upload-part';

/** The type of the tasks that bring chunks of large values to the server, before the delta that names them. */
export const UPLOAD_CHUNKS = 'upload-chunks';

/** The type of the task that has the server remove everything of the account. */
export const REMOVE_FROM_SERVER = 'remove-from-server';
