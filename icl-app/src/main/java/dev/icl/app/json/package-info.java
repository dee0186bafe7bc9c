/**
 * The JSON format of reports: one mapper for all of them. Start with {@link dev.icl.app.json.Json}.
 */
package dev.icl.app.json;
