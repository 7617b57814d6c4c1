internal import Values

/// What can be wrong with a `--device`.
enum DeviceFault: Error, Equatable {
    case fields(FieldFault)
    case notKeyValue(String)
    case unknownKey(String)
    case secondName(String)
    case notBoolean(String)
}

extension Device {
    /// Reads `vendor.com/device=gpu,required`.
    init(_ text: String) throws(DeviceFault) {
        let fields: Fields
        do throws(FieldFault) { fields = try Fields(text) } catch { throw .fields(error) }
        var name = ""
        var isRequired = false
        for field in fields.all {
            let (key, value) = field.cutAtEquals
            switch (key.lowercased(), value) {
            case ("required", nil): isRequired = true
            case ("required", let value?):
                guard let flag = Bool(word: value) else { throw .notBoolean(value) }
                isRequired = flag
            case ("name", let value?):
                guard name.isEmpty else { throw .secondName(name) }
                name = value
            default:
                guard name.isEmpty else { throw value == nil ? .notKeyValue(field) : .unknownKey(key) }
                name = field
            }
        }
        self.init(name: name, isRequired: isRequired)
    }
}

extension DeviceFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .fields(let fault): "the device is malformed: \(fault)"
        case .notKeyValue(let text): "\"\(text)\" in the device is not of the form key=value"
        case .unknownKey(let key): "a device has no key \"\(key)\""
        case .secondName(let name): "the device has a name already: \"\(name)\""
        case .notBoolean(let text): "\"\(text)\" is neither true nor false, as \"required\" must be"
        }
    }

    var hint: String? {
        switch self {
        case .fields(let fault): fault.hint
        case .unknownKey(let key): SyntaxFault.offer(["name", "required"], for: key)
        case .notBoolean: "write true or false"
        default: nil
        }
    }
}
